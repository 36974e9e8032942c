package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.worker.feeding.FairShares.Offer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairSharesTest {
  private static final int HUGE = 10_000_000;

  @Test
  void aSmallBatchOfTheSameTenantDoesNotWaitForAHugeOne() {
    FairShares shares = new FairShares(_ -> 1);
    for (int i = 0; i < 3; i++) {
      assertThat(shares.divide(List.of(offer("a", 1, HUGE)), 500)).isEqualTo(Map.of(batch(1), 500));
    }

    assertThat(shares.divide(List.of(offer("a", 1, HUGE), offer("a", 2, 10)), 500))
        .isEqualTo(Map.of(batch(1), 490, batch(2), 10));
  }

  @Test
  void tenantsGetTheSameHoweverManyBatchesTheyHave() {
    List<Offer> offers = new ArrayList<>(List.of(offer("a", 1, HUGE)));
    for (int i = 2; i <= 9; i++) {
      offers.add(offer("b", i, HUGE));
    }

    Map<UUID, Integer> got = total(new FairShares(_ -> 1), offers, 1_000, 16);

    assertThat(got.get(batch(1))).isEqualTo(8_000);
    for (int i = 2; i <= 9; i++) {
      assertThat(got.get(batch(i))).isEqualTo(1_000);
    }
  }

  @Test
  void tenantsGetByTheirWeightsAlsoInSmallPortions() {
    FairShares shares = new FairShares(tenant -> tenant.equals("a") ? 3 : 1);
    List<Offer> offers = List.of(offer("a", 1, HUGE), offer("b", 2, HUGE));

    assertThat(total(shares, offers, 7, 400)).isEqualTo(Map.of(batch(1), 2_100, batch(2), 700));
  }

  @Test
  void whoWantedNothingForLongSavesNothingUp() {
    FairShares shares = new FairShares(_ -> 1);
    var _ = total(shares, List.of(offer("a", 1, HUGE), offer("b", 2, 0)), 100, 50);

    assertThat(total(shares, List.of(offer("a", 1, HUGE), offer("b", 2, HUGE)), 100, 50))
        .isEqualTo(Map.of(batch(1), 2_500, batch(2), 2_500));
  }

  @Test
  void whatATenantGotElsewhereItGetsLess() {
    FairShares shares = new FairShares(_ -> 1);
    List<Offer> offers = List.of(offer("a", 1, HUGE), offer("b", 2, HUGE));
    var _ = shares.divide(offers, 200);
    shares.took("a", 300);
    assertThat(shares.divide(offers, 300)).isEqualTo(Map.of(batch(2), 300));
    assertThat(shares.divide(offers, 400)).isEqualTo(Map.of(batch(1), 200, batch(2), 200));
  }

  @Test
  void whoGotMuchElsewhereGetsAllWhileNoneElseWantsItAndAllIsForgottenAfter20Turns() {
    FairShares shares = new FairShares(_ -> 1);
    shares.took("a", 1_000_000);
    assertThat(shares.divide(List.of(offer("a", 1, HUGE)), 500)).isEqualTo(Map.of(batch(1), 500));

    List<Offer> offers = List.of(offer("a", 1, HUGE), offer("b", 2, HUGE));
    var _ = shares.divide(offers, 200);
    for (int i = 0; i < 50; i++) {
      shares.took("a", 1_000);
    }
    assertThat(total(shares, offers, 500, 10)).isEqualTo(Map.of(batch(1), 1_500, batch(2), 3_500));
  }

  @Test
  void weightsAreThoseOfTenantsAndNotOfTheirBatches() {
    FairShares shares = new FairShares(tenant -> tenant.equals("a") ? 3 : 1);
    assertThat(shares.weight(List.of(offer("a", 1, 1), offer("a", 2, 1), offer("b", 3, 1))))
        .isEqualTo(4);
    assertThat(shares.weight(List.of())).isZero();
  }

  @Property(tries = 500)
  void nothingIsLeftOverAndNoneGetsMoreThanItOffers(
      @ForAll @Size(max = 12) List<@IntRange(max = 3_000) Integer> lines,
      @ForAll @IntRange(max = 5_000) int room,
      @ForAll @IntRange(min = 1, max = 4) int tenants) {
    FairShares shares = new FairShares(tenant -> tenant.equals("0") ? 5 : 1);
    List<Offer> offers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      offers.add(offer(Integer.toString(i % tenants), i, lines.get(i)));
    }
    int offered = lines.stream().mapToInt(Integer::intValue).sum();

    Map<UUID, Integer> got = shares.divide(offers, room);

    assertThat(got.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(Math.min(room, offered));
    offers.forEach(
        offer -> assertThat(got.getOrDefault(offer.batch(), 0)).isBetween(0, offer.lines()));
    assertThat(got).doesNotContainValue(0);
  }

  @Property(tries = 200)
  void aBatchOfTenLinesIsServedInItsFirstTurn(
      @ForAll @IntRange(min = 1, max = 20) int others,
      @ForAll @IntRange(min = 1, max = 50) int before) {
    FairShares shares = new FairShares(_ -> 1);
    List<Offer> offers = new ArrayList<>();
    for (int i = 1; i <= others; i++) {
      offers.add(offer("t" + i, i, HUGE));
    }
    var _ = total(shares, offers, 37, before);
    offers.add(offer("small", 0, 10));

    Map<UUID, Integer> got = shares.divide(offers, others * FairShares.TURN + 10);

    assertThat(got).containsEntry(batch(0), 10);
  }

  private static Map<UUID, Integer> total(
      FairShares shares, List<Offer> offers, int room, int times) {
    Map<UUID, Integer> total = new HashMap<>();
    for (int i = 0; i < times; i++) {
      shares
          .divide(offers, room)
          .forEach((batch, lines) -> total.merge(batch, lines, Integer::sum));
    }
    return total;
  }

  private static Offer offer(String tenant, int batch, int lines) {
    return new Offer(tenant, batch(batch), lines);
  }

  private static UUID batch(int number) {
    return new UUID(0, number);
  }
}
