/*
 * site_handlers - the handlers of this room; actions.c says which action each belongs to.
 */
#pragma once

#include "access/registry.h"

handler front_home_handler, front_search_handler, front_bodies_handler, front_agreements_handler,
        front_body_handler, front_agreement_handler, front_meeting_handler, front_organisation_handler,
        front_person_handler, front_office_handler, front_area_handler, front_areas_handler,
        front_codes_handler, front_body_changes_handler, front_body_mandate_handler,
        front_body_roster_handler, front_body_statistics_handler, front_docs_handler, front_to_docs_handler,
        front_asset_handler, front_problem_handler;

/* discovery.c, catalogue.c: documents by which programs find the register. */
handler robots_handler, icon_handler, sitemap_handler, security_handler, api_catalog_handler,
        catalogue_handler;
