package dev.notifier.store.users;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the attempts to sign in as a user: passwords by network, and second factors, which need a
 * right password before, by user. All calls join the transaction of the caller. Thread-safe.
 */
public final class SignInAttempts {
  /** Attempts in a row, without a complete sign-in between them, before there is a lock. */
  public static final int MAX_ATTEMPTS = 10;

  /** For how long; second factors for the first time. */
  public static final Duration LOCK = Duration.ofMinutes(15);

  /** The longest lock of second factors but the last. */
  public static final Duration LONGEST_LOCK = Duration.ofHours(24);

  /** Second factors in a row before a link is needed. */
  public static final int MAX_SECOND_FACTORS = 100;

  /** The networks of a user whose passwords are counted one by one. */
  public static final int MAX_NETWORKS = 20;

  private static final String COUNT =
      """
      set failures = case when locked_until is null then failures + 1 else 1 end,
          locked_until = case when locked_until is null and failures + 1 >= :max then :until::timestamptz end
      """;

  /** Rows that change at the same time wait for each other, so no two attempts are the tenth. */
  private static final String PASSWORD =
      """
      with known as (
        update user_networks
      """
          + COUNT
          + """
              where user_id = :user and network = :network
                and (locked_until is null or locked_until <= :now)
              returning 1),
          unknown as (
            update user_credentials
          """
          + COUNT
          + """
              where user_id = :user and (locked_until is null or locked_until <= :now)
                and not exists (
                  select from user_networks where user_id = :user and network = :network)
              returning 1)
          select exists (select from known) or exists (select from unknown)
          """;

  /** The attempt may have locked the network; others have not passed since. */
  private static final String TAKE_BACK =
      """
      with known as (
        update user_networks set failures = greatest(failures - 1, 0), locked_until = null
        where user_id = :user and network = :network)
      update user_credentials set failures = greatest(failures - 1, 0), locked_until = null
      where user_id = :user and not exists (
        select from user_networks where user_id = :user and network = :network)
      """;

  private static final String SECOND_FACTOR =
      """
      update user_credentials
      set factor_failures = factor_failures + 1,
          factor_locked_until = case when (factor_failures + 1) % :max = 0
            then :now::timestamptz + make_interval(
              secs => least(:lock * power(2, (factor_failures + 1) / :max - 1), :longest)) end
      where user_id = :user and factor_failures < :most
        and (factor_locked_until is null or factor_locked_until <= :now)
      """;

  private static final String SIGNED_IN =
      """
      with known as (
        select from user_networks where user_id = :user and network = :network),
      reset as (
        update user_credentials
        set factor_failures = 0, factor_locked_until = null,
            failures = case when exists (select from known) then failures else 0 end,
            locked_until = case when exists (select from known) then locked_until end
        where user_id = :user),
      old as (
        delete from user_networks
        where user_id = :user and network in (
          select network from user_networks where user_id = :user and network <> :network
          order by last_used_at desc offset :others))
      insert into user_networks (user_id, network, last_used_at) values (:user, :network, :now)
      on conflict (user_id, network) do update
        set last_used_at = excluded.last_used_at, failures = 0, locked_until = null
      """;

  private final JdbcClient jdbc;

  public SignInAttempts(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** Whether the user has signed in from a network, which is not locked. */
  public boolean isKnown(UUID user, String network, Instant now) {
    return jdbc.sql(
            """
            select exists (
              select from user_networks
              where user_id = :user and network = :network
                and (locked_until is null or locked_until <= :now))
            """)
        .param("user", user)
        .param("network", network)
        .param("now", Timestamp.from(now))
        .query(Boolean.class)
        .single();
  }

  /**
   * Counts a password before it is checked, so that parallel ones do not exceed the limit. The last
   * one that is allowed locks its network.
   *
   * @param network such as {@code 203.0.113.*}
   * @return false if the network is locked; then the password must not be accepted
   */
  public boolean password(UUID user, String network, Instant now) {
    return jdbc.sql(PASSWORD)
        .param("user", user)
        .param("network", network)
        .param("max", MAX_ATTEMPTS)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(LOCK)))
        .query(Boolean.class)
        .single();
  }

  /** Takes back a password that was right and does not complete the sign-in, or was not checked. */
  public void takeBack(UUID user, String network) {
    jdbc.sql(TAKE_BACK).param("user", user).param("network", network).update();
  }

  /**
   * Counts a second factor before it is checked, likewise. Each lock lasts twice as long as the one
   * before it, up to {@link #LONGEST_LOCK}, and the last one until {@link #linkUsed}.
   *
   * @return false if second factors are locked; then it must not be checked
   */
  public boolean secondFactor(UUID user, Instant now) {
    return jdbc.sql(SECOND_FACTOR)
            .param("user", user)
            .param("max", MAX_ATTEMPTS)
            .param("most", MAX_SECOND_FACTORS)
            .param("now", Timestamp.from(now))
            .param("lock", LOCK.toSeconds())
            .param("longest", LONGEST_LOCK.toSeconds())
            .update()
        == 1;
  }

  /** Counts an attempt that has failed, for the user to see. */
  public void failed(UUID user) {
    jdbc.sql(
            "update user_credentials set failed_attempts = failed_attempts + 1 where user_id = :user")
        .param("user", user)
        .update();
  }

  /**
   * Notes a complete sign-in: the network is known from now on, and its attempts and those with
   * second factors are forgotten.
   */
  public void signedIn(UUID user, String network, Instant now) {
    jdbc.sql(SIGNED_IN)
        .param("user", user)
        .param("network", network)
        .param("others", MAX_NETWORKS - 1)
        .param("now", Timestamp.from(now))
        .update();
  }

  /**
   * The networks from which users have signed in last, the newest first.
   *
   * @param limit the most networks
   */
  public List<String> recentNetworks(int limit) {
    return jdbc.sql(
            """
            select network from user_networks
            group by network order by max(last_used_at) desc, network limit :limit
            """)
        .param("limit", limit)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /**
   * Forgets all attempts, because the user has a new password from a link; its network is known.
   */
  public void linkUsed(UUID user, String network, Instant now) {
    jdbc.sql("update user_credentials set failures = 0, locked_until = null where user_id = :user")
        .param("user", user)
        .update();
    jdbc.sql("update user_networks set failures = 0, locked_until = null where user_id = :user")
        .param("user", user)
        .update();
    signedIn(user, network, now);
  }
}
