#pragma once
// What is thrown where an article is asked for that was erased for good: not found, and said why.

#include <string>
#include <string_view>

#include "schema/index/takedown.h"
#include "schema/model/error.h"

namespace pressmark {

class TakenDown : public Error {
 public:
  TakenDown(std::string_view id, const Takedown& takedown)
      : Error(ErrorKind::not_found,
              "the text of " + std::string(id) + " was erased" +
                  (takedown.reason.empty() ? "; no reason is kept" : ": " + takedown.reason)) {}
};

}  // namespace pressmark
