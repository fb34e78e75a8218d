/*
 * page_path - where the pages for people are, by the collection of what they show.
 */
#pragma once

/* The path before the id, as `/bodies/`; NULL: the collection has no pages. */
const char *page_path_of(const char *collection);
