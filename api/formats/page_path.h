/*
 * page_path - the paths of the pages for people, by collection.
 */
#pragma once

/* The path before the id, such as `/bodies/`; NULL if the collection has no pages. */
const char *page_path_of(const char *collection);
