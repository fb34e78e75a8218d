#include "contract/operation.h"

#include <string.h>

const char *operation_method_name(enum method method)
{
        static const char *const names[METHOD_COUNT] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
        return names[method];
}

enum upload_kind operation_upload(const struct operation *operation, const char *body_type)
{
        bool file = body_type && (strcmp(body_type, "application/pdf") == 0 ||
                                  strncmp(body_type, "application/vnd.", 16) == 0);
        return operation->upload == UPLOAD_MINUTES && !file ? UPLOAD_NONE : operation->upload;
}

bool operation_is_page(const struct operation *operation)
{
        return operation && operation->answer_types.count &&
               strcmp(operation->answer_types.items[0], "text/html") == 0;
}
