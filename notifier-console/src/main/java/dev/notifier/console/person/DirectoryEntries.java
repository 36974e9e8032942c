package dev.notifier.console.person;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The persons that {@code POST /v1/recipients/search} found. */
record DirectoryEntries(List<Entry> recipients, boolean more) {
  /** A person of the directory. */
  record Entry(
      @Nullable String personRef,
      List<Phone> phones,
      @Nullable String locale,
      @Nullable String kind,
      @Nullable Instant changedAt) {
    /** Omits the person. */
    @Override
    public String toString() {
      return "Entry[]";
    }
  }

  /**
   * A number of a person.
   *
   * @param carrier null if it is unknown
   * @param sharedBy how many persons have it
   */
  record Phone(String phone, boolean preferred, @Nullable CarrierView carrier, int sharedBy) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Phone[]";
    }
  }
}
