#pragma once
// What is sent rather than asked for: drafts to verify, and commands of `cite` to run here.

#include "searchd/http/message.h"
#include "searchd/http/query_string.h"
#include "searchd/search/searcher.h"

namespace pressmark::http {

// The body is a draft of the type Content-Type names (text/plain, text/markdown, text/html, DOCX, ODT; `as`
// has the last word); `format` is json (without it), text, sarif, junit or html. Throws Error{usage,
// bad_input, too_large}.
Response verify_response(Searcher& searcher, const Request& request);

// The body is a command as JSON (searchd/verify/cite_command.h); so is the answer. What goes wrong with it is
// a problem that also has the message, the hint and the exit status which the program would end with. Throws
// SnapshotLost only.
Response cite_command_response(Searcher& searcher, const Request& request);

}  // namespace pressmark::http
