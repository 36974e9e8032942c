package dev.notifier.local.chaos.brokers;

/** How a broker is lost. */
enum LostBroker {
  PLAIN("a broker is killed", false, false),
  LEADER("the leader of the controllers is killed", true, false),
  SUSPENDED("a broker is suspended", false, true);

  private final String description;
  private final boolean isLeader;
  private final boolean isSuspended;

  LostBroker(String description, boolean isLeader, boolean isSuspended) {
    this.description = description;
    this.isLeader = isLeader;
    this.isSuspended = isSuspended;
  }

  String description() {
    return description;
  }

  /** The broker to lose, given the leader of the controllers. */
  int node(int leader) {
    return isLeader ? leader : leader % BrokerCluster.BROKERS + 1;
  }

  /** Whether it still has its connections, and is not ended. */
  boolean isSuspended() {
    return isSuspended;
  }
}
