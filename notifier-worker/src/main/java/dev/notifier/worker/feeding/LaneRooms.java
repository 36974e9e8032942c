package dev.notifier.worker.feeding;

import dev.notifier.contracts.Lane;

/**
 * How many lines of batches may be fed now to the lanes bulk and normal. Submit takes four normal
 * messages for each of bulk, so lines in the lane normal get no more of a route whose bulk lane is
 * full than their tenants' share. Not thread-safe.
 */
final class LaneRooms {
  /** Lines a second that the lane normal gets for each route all the same. */
  static final int LEAST = 20;

  private final RouteRooms bulk = new RouteRooms(RouteRooms.BULK);
  private final RouteRooms normal = new RouteRooms(RouteRooms.NORMAL);

  RouteRooms bulk() {
    return bulk;
  }

  RouteRooms normal() {
    return normal;
  }

  RouteRooms of(Lane lane) {
    return lane == Lane.BULK ? bulk : normal;
  }

  /** Notes that only the lane bulk was measured: nothing may be fed to another one. */
  void measured(long nanos, LaneMeter.Measurement ofBulk) {
    bulk.measured(nanos, ofBulk.events(), ofBulk.lanes());
    normal.unknown();
  }

  /**
   * Notes that both lanes were measured.
   *
   * @param share how many lines the lane normal may get for each of bulk, by the weights of the
   *     tenants
   */
  void measured(
      long nanos, LaneMeter.Measurement ofBulk, LaneMeter.Measurement ofNormal, double share) {
    bulk.measured(nanos, ofBulk.events(), ofBulk.lanes());
    normal.measured(nanos, ofNormal.events(), ofNormal.lanes());
    normal.limit(route -> {
      int taken = bulk.takenOfFull(route, nanos);
      return taken == Integer.MAX_VALUE
          ? taken
          : Math.clamp(Math.round(share * taken), LEAST, Integer.MAX_VALUE);
    });
  }

  /** Nothing may be fed until the next measurement. */
  void unknown() {
    bulk.unknown();
    normal.unknown();
  }

  /** How many lines may be fed now to one of the lanes. */
  int most() {
    return Math.max(bulk.most(), normal.most());
  }
}
