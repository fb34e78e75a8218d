/*
 * site_handlers - what this room answers; actions.c names the action of each.
 */
#pragma once

#include "access/registry.h"

handler front_home_handler, front_search_handler, front_bodies_handler, front_agreements_handler,
        front_body_handler, front_agreement_handler, front_meeting_handler, front_organisation_handler,
        front_docs_handler, front_to_docs_handler, front_asset_handler, front_problem_handler;

/* discovery.c, catalogue.c: how programs find the register. */
handler robots_handler, icon_handler, sitemap_handler, security_handler, api_catalog_handler,
        catalogue_handler;
