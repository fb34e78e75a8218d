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
         "Says what the database lacks, with the statements for its administrator, before it makes "
         "anything.\n"},
        {"check", "judge bodies; exit status 0 met, 1 not met, 2 unknown",
         "usage: samrad check [BODY…] [--at YYYY-MM-DD] [--format text|json|junit|sarif|csv] [--lang "
         "nb|nn|en]\n"
         "                    [--kind KIND,…] [--area AREA,…] [--force FORCE,…] [--changed-since INSTANT]\n"
         "                    [--fail-on unknown|not_met|never] [--baseline FILE.sarif]\n",
         "Judges these bodies, or all, on a day (today), on the database itself.\n"
         "Exit status 0: all met; 1: one is not met; 2: none is not met, but one is unknown. --fail-on says "
         "what\n"
         "counts for it. With --baseline (and --format sarif) only findings that are not in the file do.\n"},
        {"import", "load NDJSON or CSV: all of it or nothing",
         "usage: samrad import [--dry-run] FILE.ndjson… (-: standard input)\n"
         "       samrad import [--dry-run] --type TYPE FILE.csv…\n",
         "Loads one resource a line, in any order, all of it or nothing. With --dry-run nothing is "
         "stored.\n"},
        {"export", "write the register as it is imported", "usage: samrad export [FILE]\n",
         "Writes the whole register, restricted members included, as NDJSON.\n"},
        {"minutes", "read minutes (text, PDF, .docx, .odt), and write what they say as JSON",
         "usage: samrad minutes FILE\n", "Needs no database. Names stay as they are written.\n"},
        {"key", "make, show and end API keys",
         "usage: samrad key create --name NAME --scopes \"SCOPE …\" [--organisations \"ID …\"]\n"
         "                         [--days N]\n"
         "       samrad key list\n"
         "       samrad key revoke ID\n"
         "scopes: samrad:read samrad:write samrad:admin\n",
         "A key is shown once. A key of organisations writes only below the bodies that they keep.\n"},
        {"verify", "look whether the register is whole", "usage: samrad verify\n",
         "Checks the invariants of the register: references, versions, revisions, bytes. Exit status 65: one "
         "is broken.\n"},
        {"erase", "list who was erased, erase them again after a restore, find where a name stands",
         "usage: samrad erase --list\n"
         "       samrad erase --replay FILE\n"
         "       samrad erase --find NAME\n",
         "The list has an id and a reason a line, parted by a tabulator. Keep it apart from backups.\n"
         "--find: a line for each resource with NAME in its text, with its versions or 'content', and 'now' "
         "or 'past'.\n"},
        {"brreg", "compare organisations with Enhetsregisteret",
         "usage: samrad brreg FILE.csv (-: standard input)\n"
         "       samrad brreg --json FILE.json\n",
         "FILE is what Enhetsregisteret offers for download, unpacked, or what its API answers. A line for "
         "each finding, parted by "
         "tabulators:\n"
         "id, organisation number, what (name, deleted, missing, bankrupt, winding_up), what the file says. "
         "Nothing is\n"
         "changed. Exit status 0: no findings; 1: some.\n"},
        {"klass", "compare municipalities or counties with Statistics Norway's KLASS",
         "usage: samrad klass [--kind municipality|county] [--at YYYY-MM-DD] FILE.json (-: standard input)\n",
         "FILE is what codesAt of KLASS answers for that day (classification 131: municipalities, 104: "
         "counties). A line\n"
         "for each finding, parted by tabulators: id, code, what (name, missing, unregistered), what the "
         "file "
         "says. Nothing\n"
         "is changed. Exit status 0: no findings; 1: some.\n"},
        {"openapi", "write the contract", "usage: samrad openapi [--yaml]\n",
         "Writes the OpenAPI document that the service answers by.\n"},
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
        return good && fputs("\nsamrad help COMMAND says more, samrad --version which one this is. "
                             "DATABASE_URL names\n"
                             "the database; the man page has the other settings.\n",
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
