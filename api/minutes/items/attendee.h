/*
 * attendee - one entry of a list of people: the name, what the person is, whom he stands for, whether he
 * came.
 */
#pragma once

#include "minutes/items/naming.h"
#include "minutes/model/minutes_model.h"
#include "minutes/text/passage.h"

/* The name of an entry; in columns the title may have one of its own before it. */
struct named attendee_name(const struct passage *passage, size_t from, size_t to);

/* Whether the words behind a name can be whom somebody stands for, or what he is; else they are a remark. */
bool attendee_is_affiliation(const struct passage *passage, size_t from, size_t to);

/* Whether the words behind a name say that somebody was there, or was not: "forfall", "ikke møtt". */
bool attendee_says_presence(const struct passage *passage, size_t from, size_t to);

/* Reads the entry into *attendee, whose presence is what the list says and stays unless the entry says
 * otherwise; false if it names nobody. `strict`: only what looks like a person's name is one. */
bool attendee_read(const struct passage *passage, size_t from, size_t to, bool strict,
                   struct minutes_attendee *attendee);
