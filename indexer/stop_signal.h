#pragma once

namespace pressmark {

// From now on the first SIGINT or SIGTERM only asks to stop, so that a batch can be finished; a second one
// ends the process at once, which the index survives.
void catch_stop_signals();

// The signal that asked, or 0.
int stop_signal();

}  // namespace pressmark
