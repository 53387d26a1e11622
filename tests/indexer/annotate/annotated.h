#pragma once
// Annotates a small article and reads the answer back as words.

#include <string>
#include <string_view>
#include <vector>

#include "indexer/annotate/annotate.h"

namespace pressmark {

class Annotated {
 public:
  explicit Annotated(std::string text, std::vector<std::string> countries = {}, std::string title = "",
                     std::string lang = "en") {
    article_.id = "test";
    article_.lang = std::move(lang);
    article_.text = std::move(text);
    article_.countries = std::move(countries);
    if (!title.empty()) article_.title = std::move(title);
    annotation_ = Annotator().annotate(article_);
  }

  const std::vector<Quotation>& quotations() const { return annotation_.quotations; }
  const std::vector<Country>& countries() const { return annotation_.countries; }
  const std::string& text() const { return article_.text; }

  // The words of each quotation, its pieces joined by " … ".
  std::vector<std::string> words() const {
    std::vector<std::string> out;
    for (const Quotation& quotation : annotation_.quotations) {
      std::string words;
      for (const Span piece : quotation.spans) {
        if (!words.empty()) words += " … ";
        words += slice(article_.text, piece);
      }
      out.push_back(words);
    }
    return out;
  }

  std::vector<std::string> speakers() const {
    std::vector<std::string> out;
    for (const Quotation& quotation : annotation_.quotations)
      out.push_back(quotation.speaker ? quotation.speaker->name : "");
    return out;
  }

  std::vector<std::string> codes() const {
    std::vector<std::string> out;
    for (const Country& country : annotation_.countries) out.push_back(country.code);
    return out;
  }

 private:
  Article article_;
  Annotation annotation_;
};

using Strings = std::vector<std::string>;

}  // namespace pressmark
