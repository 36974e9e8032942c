package dev.notifier.templates.lint;

import dev.notifier.templates.sms.CarrierTextSettings;

/**
 * A route, as far as texts go.
 *
 * @param name of the route
 * @param carrier what it wants texts to look like
 * @param pricePerSegment in VND, 0 or more
 */
public record RouteTextSettings(String name, CarrierTextSettings carrier, int pricePerSegment) {}
