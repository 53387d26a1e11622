#pragma once
// A command of `cite` run by a searchd instead of on an index of this machine. A server shows what the rights
// of each outlet allow; the owner of an index sees all of it.

#include <string>

#include "searchd/verify/cite_command.h"

namespace pressmark {

// `server` is "http://HOST[:PORT]", "https://HOST[:PORT]" or "unix:/path". Throws Error{usage} for anything
// else, Error{unavailable} when nobody answers there or something that is no searchd does, and what the
// server says went wrong.
CiteOutcome run_at(const std::string& server, const CiteCommand& command);

}  // namespace pressmark
