/*
 * cli - the subcommands of `samrad`. Each returns the process's exit status.
 */
#pragma once

/* Exit statuses beyond success, of sysexits: wrong use, faults in the data, failure. */
#define EXIT_USAGE  64
#define EXIT_FAULTS 65
#define EXIT_FAILED 70

/* Applies the migrations that are missing: forward only, in order, each in a transaction, under an advisory
 * lock. Refuses a database whose applied migrations are not ours. */
int cli_migrate(int argc, char **argv);

/* key create --name NAME --scopes "samrad:read samrad:write" [--days N]; key list; key revoke ID */
int cli_key(int argc, char **argv);

/* import [--dry-run] FILE…: NDJSON, one resource a line; all of it or nothing. */
int cli_import(int argc, char **argv);

/* minutes FILE: reads minutes, text or PDF, and writes what they say as JSON; names stay as written. */
int cli_minutes(int argc, char **argv);

/* export [FILE]: the register as it is imported. */
int cli_export(int argc, char **argv);

/* openapi [--yaml]: writes the contract. */
int cli_openapi(int argc, char **argv);

/* check [BODY…] [--at DATE] [--format FORM] [--lang LANGUAGE]: judges bodies on the database itself. 0: all
 * met; 1: one is not; 2: none is not, but one is unknown. */
int cli_check(int argc, char **argv);

/* verify: looks whether the register is whole, and says what is broken. */
int cli_verify(int argc, char **argv);

/* erase --list; erase --replay FILE: who was erased, and erasing them again after a restore. */
int cli_erase(int argc, char **argv);

/* brreg FILE.csv: compares organisations with a downloaded Enhetsregisteret, and says what differs. 0:
 * nothing; 1: something. */
int cli_brreg(int argc, char **argv);

/* The database to use: $DATABASE_URL; NULL after saying so if it is not set. */
const char *cli_database(void);
