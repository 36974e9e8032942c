package dev.notifier.api.seeding;

/** Adds initial data to a database once its schema is up to date. */
public interface DataSeeder {
  /**
   * Stores what is missing. May be repeated, and several programs may run it at the same time.
   *
   * @throws org.springframework.dao.DataAccessException when PostgreSQL is unavailable; it is called
   *     again later
   */
  void seed();
}
