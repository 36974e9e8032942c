package dev.notifier.templates.lint;

import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.sms.CarrierTextSettings;

/**
 * The settings of a route that concern texts.
 *
 * @param name of the route
 * @param carrier its carrier's requirements for texts
 * @param pricePerSegment in VND, 0 or more
 * @param replies how people answer the messages of the route
 */
public record RouteTextSettings(
    String name, CarrierTextSettings carrier, int pricePerSegment, ReplyPlaceholders replies) {
  /** Of a route whose messages people cannot answer. */
  public RouteTextSettings(String name, CarrierTextSettings carrier, int pricePerSegment) {
    this(name, carrier, pricePerSegment, ReplyPlaceholders.NONE);
  }
}
