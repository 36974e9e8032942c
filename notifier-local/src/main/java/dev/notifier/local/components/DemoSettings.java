package dev.notifier.local.components;

import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a start that makes up data: two carriers, which are two accounts of the simulated
 * SMSC, and a batch that one person may release.
 */
final class DemoSettings {
  static final String RELEASE_LIMIT = "notifier.batches.release-limit";

  private static final String VIETTEL = SimulatedRoutes.VIETTEL;
  private static final String MOBIFONE = "notifier.routes.mobifone.";

  private DemoSettings() {}

  /**
   * The settings of api and worker.
   *
   * @param smscPort where the simulator takes messages
   * @param ownReleaseLimit whether the configuration says how many lines one person may send
   */
  static Map<String, String> of(int smscPort, boolean ownReleaseLimit) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("notifier.default-route", "viettel");
    settings.putAll(SimulatedRoutes.shipped(smscPort));
    settings.put(VIETTEL + "system-id", "notifier");
    settings.put(VIETTEL + "rate", "50");
    settings.put(VIETTEL + "price-per-segment", "350");
    settings.putAll(SimulatedRoutes.route(MOBIFONE, smscPort, LocalAggregator.ADDRESS));
    settings.put(MOBIFONE + "system-id", "mobifone");
    settings.put(MOBIFONE + "prefixes", "089,090,093,070,076,077,078,079");
    settings.put(MOBIFONE + "rate", "20");
    settings.put(MOBIFONE + "price-per-segment", "400");
    settings.put(MOBIFONE + "failover", "viettel");
    if (!ownReleaseLimit) {
      settings.put(RELEASE_LIMIT, "10000");
    }
    return settings;
  }
}
