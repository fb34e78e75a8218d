/*
 * cli - the subcommands of `samrad`. Each returns the process's exit status.
 */
#pragma once

/* Exit statuses other than success, from sysexits.h: wrong use, faults in the data, failure. */
#define EXIT_USAGE  64
#define EXIT_FAULTS 65
#define EXIT_FAILED 70

/* migrate: applies the schema files that are missing, in order, each in a transaction, under an advisory
 * lock. Refuses a database to which a file was applied with another text. */
int cli_migrate(int argc, char **argv);

/* key create --name NAME --scopes "samrad:read samrad:write" [--days N]; key list; key revoke ID */
int cli_key(int argc, char **argv);

/* import [--dry-run] FILE…: imports NDJSON, a resource on each line; all lines or none. */
int cli_import(int argc, char **argv);

/* minutes FILE: reads minutes from text or a PDF and writes them as JSON, without linking names. */
int cli_minutes(int argc, char **argv);

/* export [FILE]: writes the register in the form of an import. */
int cli_export(int argc, char **argv);

/* openapi [--yaml]: writes the contract. */
int cli_openapi(int argc, char **argv);

/* check [BODY…] [--at DATE] [--format FORM] [--lang LANGUAGE]: judges bodies straight from the database. Exit
 * status 0: the rules of all are met; 1: those of one are not; 2: none are broken, but a verdict is unknown.
 */
int cli_check(int argc, char **argv);

/* verify: checks the invariants of the register, and reports which are broken. */
int cli_verify(int argc, char **argv);

/* erase --list; erase --replay FILE: lists the erased persons, and erases them again after a restore. */
int cli_erase(int argc, char **argv);

/* brreg [--json] FILE: compares organisations with a downloaded copy of Enhetsregisteret, and reports
 * differences. Exit status 0: there are none; 1: there are some. */
int cli_brreg(int argc, char **argv);

/* klass [--kind municipality|county] [--at DATE] FILE: compares areas with the codes of KLASS in the same
 * way. */
int cli_klass(int argc, char **argv);

/* The database to use: $DATABASE_URL. If it is not set, reports that and returns NULL. */
const char *cli_database(void);
