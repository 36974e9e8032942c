package dev.notifier.store.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of one transaction with one key, in their order. Used by one thread. */
final class KeyContest {
  private final Instant now;
  private final List<KeyClaim> claims = new ArrayList<>();
  private final List<KeyRow> stored = new ArrayList<>();

  KeyContest(Instant now) {
    this.now = now;
  }

  /**
   * Who has the key.
   *
   * @param winner the message that gets it; null if all are duplicates
   * @param duplicates the messages that are not sent, by their ids
   * @param holder the row that says so; null if there is a winner
   */
  record Decision(
      @Nullable KeyClaim winner, Map<UUID, FirstMessage> duplicates, @Nullable KeyRow holder) {}

  void add(KeyClaim claim) {
    claims.add(claim);
  }

  void add(KeyRow row) {
    stored.add(row);
  }

  UUID digest() {
    return claims.getFirst().key().digest();
  }

  List<KeyRow> stored() {
    return stored;
  }

  /**
   * Decides with the rows that are known until now.
   *
   * @param holders what is known of the messages of these rows; one that is missing was deleted
   */
  Decision decide(Map<UUID, KeyHolder> holders) {
    KeyClaim winner = null;
    KeyRow holder = null;
    Map<UUID, FirstMessage> duplicates = new HashMap<>();
    for (KeyClaim claim : claims) {
      KeyRow row = claim.always() || winner != null ? null : firstOf(claim, holders);
      if (row != null) {
        holder = row;
        KeyHolder known = holders.get(row.notification());
        duplicates.put(
            claim.notification(),
            new FirstMessage(row.notification(), known == null ? null : known.tenant()));
      } else if (winner == null || claim.always()) {
        winner = claim;
      } else if (!winner.notification().equals(claim.notification())) {
        duplicates.put(
            claim.notification(), new FirstMessage(winner.notification(), winner.tenant()));
      }
    }
    return new Decision(winner, duplicates, winner == null ? holder : null);
  }

  /** When a message got the key: one that is planned again keeps it from the first time on. */
  Instant claimedAt(KeyClaim claim) {
    return stored.stream()
        .filter(row -> row.notification().equals(claim.notification()) && isInWindow(row, claim))
        .map(KeyRow::claimedAt)
        .min(Instant::compareTo)
        .orElse(now);
  }

  /** The last row of another message that counts for this one; null if there is none. */
  private @Nullable KeyRow firstOf(KeyClaim claim, Map<UUID, KeyHolder> holders) {
    KeyRow last = null;
    for (KeyRow row : stored) {
      if (isInWindow(row, claim)
          && counts(row, claim, holders.get(row.notification()))
          && (last == null || row.claimedAt().isAfter(last.claimedAt()))) {
        last = row;
      }
    }
    return last;
  }

  private boolean isInWindow(KeyRow row, KeyClaim claim) {
    return row.claimedAt().plus(claim.key().window()).isAfter(now);
  }

  private static boolean counts(KeyRow row, KeyClaim claim, @Nullable KeyHolder holder) {
    if (row.notification().equals(claim.notification())) {
      return false;
    }
    UUID takesOver = claim.key().takesOver();
    return holder == null
        || (holder.mayArrive() && (takesOver == null || !takesOver.equals(holder.batch())));
  }
}
