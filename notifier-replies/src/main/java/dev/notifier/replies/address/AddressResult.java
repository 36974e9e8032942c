package dev.notifier.replies.address;

import java.util.List;

/** The result of reading the configuration of an address. */
public sealed interface AddressResult {
  /** The file is valid. */
  record Read(AddressConfig config) implements AddressResult {}

  /** The file is invalid; these are all its errors, in the order of the file. */
  record Invalid(List<AddressProblem> problems) implements AddressResult {
    /** Copies the list. */
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
