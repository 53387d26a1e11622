#pragma once
// Names across scripts: who types Лавров finds whom English articles call Lavrov. Private to searchd/search.

#include <string>
#include <vector>

#include "searchd/search/query.h"

namespace pressmark {

// `root` with each name in another script than Latin, typed as words of their own at the top of the question,
// or joined by AND there, beside the speaker it names: (Лавров OR speaker:sergei-lavrov). Only who is in the
// table of speakers, and only a name that is one person's; in quotation marks and behind = it is the word
// alone. Each is told in `notes`.
QueryNode with_speakers(QueryNode root, std::vector<std::string>& notes);

}  // namespace pressmark
