package dev.notifier.api.routes;

import java.util.Locale;

/** Why the messages of a route wait. {@code docs/integrating.md} lists all of them. */
public enum WaitingReason {
  ROUTE_PAUSED("An operator paused the route; messages are sent when it is resumed."),
  ROUTE_DOWN(
      "The route has no connection to the carrier; it is restored automatically, and a failover route"
          + " may send the message meanwhile."),
  BIND_REFUSED("The carrier rejects the credentials of the route; an operator must correct them."),
  CARRIER_FAILING("The carrier fails too often; Notifier tries single messages until it works."),
  THROTTLED_BY_CARRIER("The carrier throttles the route; messages are sent at a lower rate."),
  RETRY("The carrier rejected an attempt temporarily; the message is sent again."),
  NUMBER_SILENT(
      "The carrier does not respond to messages to this number; the message is sent later."),
  QUEUED("The route works; the message waits for its turn or for a response of the carrier."),
  UNKNOWN("The state of the route is unknown at the moment; look it up again later.");

  private final String text;

  WaitingReason(String text) {
    this.text = text;
  }

  /** The name in documents, such as {@code route-down}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happens, for people. */
  public String text() {
    return text;
  }
}
