package dev.notifier.worker.feeding;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.ToIntFunction;

/**
 * Divides what may be fed between the tenants, by their weights, and what a tenant gets between its
 * batches, by turns. So a batch of millions of lines delays one of ten lines by some turns, and not
 * by its length. Not thread-safe.
 */
final class FairShares {
  /** Lines of a turn: few enough that small batches end soon. */
  static final int TURN = 100;

  private final DeficitRoundRobin<String> tenants = new DeficitRoundRobin<>(TURN);
  private final Map<String, DeficitRoundRobin<UUID>> batches = new HashMap<>();
  private final ToIntFunction<String> weights;

  /**
   * @param weights of the tenants, from 1
   */
  FairShares(ToIntFunction<String> weights) {
    this.weights = weights;
  }

  /**
   * What a batch could send now.
   *
   * @param lines from 0
   */
  record Offer(String tenant, UUID batch, int lines) {}

  /**
   * Divides a number of lines.
   *
   * @param offers one for each batch
   * @param room how many lines, from 0
   * @return how many lines each batch sends, from 1, at most what it offers
   */
  Map<UUID, Integer> divide(List<Offer> offers, int room) {
    Map<String, Map<UUID, Integer>> byTenant = new LinkedHashMap<>();
    for (Offer offer : offers) {
      if (offer.lines() > 0) {
        byTenant
            .computeIfAbsent(offer.tenant(), _ -> new LinkedHashMap<>())
            .put(offer.batch(), offer.lines());
      }
    }
    batches.keySet().retainAll(byTenant.keySet());
    Map<String, Integer> wants = new LinkedHashMap<>();
    byTenant.forEach((tenant, lines) -> wants.put(tenant, sum(lines)));
    Map<UUID, Integer> shares = new LinkedHashMap<>();
    tenants
        .divide(wants, weights, room)
        .forEach((tenant, share) ->
            shares.putAll(
                batches
                    .computeIfAbsent(tenant, _ -> new DeficitRoundRobin<>(TURN))
                    .divide(Objects.requireNonNull(byTenant.get(tenant)), _ -> 1, share)));
    return shares;
  }

  /** Notes that a tenant was fed lines from elsewhere, which are deducted from its share. */
  void took(String tenant, int lines) {
    tenants.took(tenant, lines, weights);
  }

  /** The weights of those who offer something. */
  long weight(List<Offer> offers) {
    return offers.stream().map(Offer::tenant).distinct().mapToLong(weights::applyAsInt).sum();
  }

  private static int sum(Map<UUID, Integer> lines) {
    return lines.values().stream().mapToInt(Integer::intValue).sum();
  }
}
