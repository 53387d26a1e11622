#pragma once
// The page that takes a draft and shows what its quotations are worth.

#include <string>

#include "searchd/http/assets.h"
#include "searchd/verify/reports.h"

namespace pressmark::http {

struct VerifyView {
  std::string draft;  // what was sent, to keep it in the form
  DraftFormat format = DraftFormat::markdown;
  const Verification* verification = nullptr;  // absent: the empty form
  std::string base_url;                        // of this server
};

std::string verify_page(const VerifyView& view, const Assets& assets);

}  // namespace pressmark::http
