package dev.notifier.api.publication;

/** What a database is given as soon as its schema is there. */
public interface DataSeeder {
  /**
   * Stores what is missing. Safe to repeat, and when several programs do it at once.
   *
   * @throws org.springframework.dao.DataAccessException when PostgreSQL is away; then it is done
   *     again
   */
  void seed();
}
