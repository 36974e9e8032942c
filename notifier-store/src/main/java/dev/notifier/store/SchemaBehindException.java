package dev.notifier.store;

/** The schema lacks migrations that this program needs and must not apply itself. */
public final class SchemaBehindException extends RuntimeException {
  SchemaBehindException(int missing) {
    super(
        "PostgreSQL lacks "
            + missing
            + " migrations; run the api with the command migrate, or set"
            + " notifier.postgres.migration to at-start");
  }
}
