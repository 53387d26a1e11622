#pragma once
#include <exception>

namespace pressmark {

// For a program's terminate handler. Where a write fails, the engine can fail once more while it cleans up,
// and then no caller is asked: the index is what its last commit made it, and what went wrong can still be
// told. Throws `thrown` as Error when it came from the engine, else as it is.
[[noreturn]] void rethrow_engine_failure(const std::exception_ptr& thrown);

}  // namespace pressmark
