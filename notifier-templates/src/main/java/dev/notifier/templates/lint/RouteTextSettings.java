package dev.notifier.templates.lint;

import dev.notifier.templates.sms.CarrierTextSettings;

/**
 * The settings of a route that concern texts.
 *
 * @param name of the route
 * @param carrier its carrier's requirements for texts
 * @param pricePerSegment in VND, 0 or more
 */
public record RouteTextSettings(String name, CarrierTextSettings carrier, int pricePerSegment) {}
