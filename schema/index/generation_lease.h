#pragma once
// Keeps a generation from being deleted while it is read.
//
// Whoever reads holds the lease (a shared lock on the generation's directory, which dies with the process);
// whoever deletes needs it alone. CURRENT is read again once the lease is held: a generation that is current
// then cannot have begun to go. Where a file system knows no locks, a lease holds nothing back, and a reader
// opens afresh when what it reads is gone.

#include <filesystem>

#include "schema/index/generation.h"

namespace pressmark {

class GenerationLease {
 public:
  GenerationLease() = default;
  ~GenerationLease();
  GenerationLease(GenerationLease&& other) noexcept;
  GenerationLease& operator=(GenerationLease&& other) noexcept;

  // A lease of the generation to read; throws as current_generation does.
  static GenerationLease of_current(const std::filesystem::path& index);

  const Generation& generation() const { return generation_; }

 private:
  Generation generation_;
  int fd_ = -1;
};

// Deletes a generation that CURRENT does not name, unless somebody reads it. True when it is gone. What could
// not be deleted is left for the next time.
bool remove_unless_leased(const Generation& generation) noexcept;

}  // namespace pressmark
