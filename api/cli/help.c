#include "cli/help.h"

#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

struct command {
        const char *name;
        const char *brief; /* its line in the overview */
        const char *usage;
        const char *text;
};

static const struct command commands[] = {
        {"serve", "answer requests until SIGTERM", "usage: samrad serve\n",
         "Answers HTTP requests until SIGTERM or SIGINT; requests in flight then get their answers.\n"},
        {"migrate", "bring the database's schema up to date", "usage: samrad migrate\n",
         "If the database lacks something, reports it with the statements for its administrator, and changes "
         "nothing.\n"},
        {"check", "check bodies; exit status 0 met, 1 not met, 2 unknown",
         "usage: samrad check [BODY…] [--at YYYY-MM-DD] [--format text|json|junit|sarif|csv] [--lang "
         "nb|nn|en]\n"
         "                    [--kind KIND,…] [--area AREA,…] [--force FORCE,…] [--changed-since INSTANT]\n"
         "                    [--fail-on unknown|not_met|never] [--baseline FILE.sarif]\n",
         "Checks these bodies, or all, on a day (default: today), directly on the database.\n"
         "Exit status 0: all met; 1: one is not met; 2: none is not met, but one is unknown. --fail-on sets "
         "which\n"
         "verdicts count. With --baseline (and --format sarif) only findings that are not in that file "
         "count.\n"},
        {"import", "load resources from NDJSON or CSV, all or none",
         "usage: samrad import [--dry-run] FILE.ndjson… (-: standard input)\n"
         "       samrad import [--dry-run] --type TYPE FILE.csv…\n",
         "Loads one resource per line, in any order. If a line has a fault, nothing is stored; with "
         "--dry-run nothing is "
         "stored in any case.\n"},
        {"export", "write the register as NDJSON that can be imported", "usage: samrad export [FILE]\n",
         "Writes the whole register, restricted members included, as NDJSON.\n"},
        {"minutes", "read minutes (text, PDF, .docx, .odt) and write their content as JSON",
         "usage: samrad minutes FILE\n", "Needs no database, so names are not linked to resources.\n"},
        {"key", "create, list and revoke API keys",
         "usage: samrad key create --name NAME --scopes \"SCOPE …\" [--organisations \"ID …\"]\n"
         "                         [--days N]\n"
         "       samrad key list\n"
         "       samrad key revoke ID\n"
         "scopes: samrad:read samrad:write samrad:admin\n",
         "The key is shown only once. With --organisations it may write only the bodies that these "
         "organisations\n"
         "establish or keep the secretariat of, and what belongs to them.\n"},
        {"verify", "check the invariants of the register", "usage: samrad verify\n",
         "Checks references, versions, revisions and the content of documents. Exit status 65: an invariant "
         "is violated.\n"},
        {"erase", "list erased persons, erase them again after a restore, find a name in texts",
         "usage: samrad erase --list\n"
         "       samrad erase --replay FILE\n"
         "       samrad erase --find NAME\n",
         "The list has an id and a reason per line, separated by a tab. Store it apart from backups.\n"
         "--find writes a line for each resource with NAME in its text: its versions or 'content', and 'now' "
         "or 'past'.\n"},
        {"brreg", "compare organisations with Enhetsregisteret",
         "usage: samrad brreg FILE.csv (-: standard input)\n"
         "       samrad brreg --json FILE.json\n",
         "FILE is the unpacked download of Enhetsregisteret, or an answer of its API. Writes a line for "
         "each finding, separated by "
         "tabs:\n"
         "id, organisation number, kind (name, deleted, missing, bankrupt, winding_up), value in the file. "
         "Nothing is\n"
         "changed. Exit status 0: no findings; 1: some.\n"},
        {"klass", "compare municipalities or counties with Statistics Norway's KLASS",
         "usage: samrad klass [--kind municipality|county] [--at YYYY-MM-DD] FILE.json (-: standard input)\n",
         "FILE is the answer of codesAt of KLASS for that day (classification 131: municipalities, 104: "
         "counties). Writes a line\n"
         "for each finding, separated by tabs: id, code, kind (name, missing, unregistered), value in the "
         "file. "
         "Nothing\n"
         "is changed. Exit status 0: no findings; 1: some.\n"},
        {"openapi", "write the contract", "usage: samrad openapi [--yaml]\n",
         "Writes the OpenAPI document of the service.\n"},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static const struct command *find_command(const char *name)
{
        for (size_t i = 0; i < COMMANDS; i++)
                if (strcmp(commands[i].name, name) == 0)
                        return &commands[i];
        return NULL;
}

static bool write_overview(FILE *out)
{
        bool good = fputs("usage: samrad COMMAND [argument…]\n\n", out) >= 0;
        for (size_t i = 0; i < COMMANDS; i++)
                good = good && fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].brief) >= 0;
        return good &&
               fputs("\nsamrad help COMMAND describes a command, samrad --version writes the version. "
                     "DATABASE_URL names\n"
                     "the database; the man page lists the other settings.\n",
                     out) >= 0;
}

bool help_write(const char *command)
{
        const struct command *found = command ? find_command(command) : NULL;
        if (command)
                return found && fputs(found->usage, stdout) >= 0 && fputs("\n", stdout) >= 0 &&
                       fputs(found->text, stdout) >= 0;
        return write_overview(stdout);
}

int help_misused(const char *command)
{
        const struct command *found = command ? find_command(command) : NULL;
        if (found)
                fputs(found->usage, stderr);
        else
                write_overview(stderr);
        return EXIT_USAGE;
}
