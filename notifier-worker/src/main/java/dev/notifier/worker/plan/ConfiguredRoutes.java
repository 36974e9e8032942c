package dev.notifier.worker.plan;

import dev.notifier.config.MessageConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteConfig.RegisteredTemplates;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import java.util.Map;

/** Converts the configured routes into what planning needs to know about them. */
public final class ConfiguredRoutes {
  private ConfiguredRoutes() {}

  /** Creates a selector of the configured routes; see {@link RouteSelector#of}. */
  public static RouteSelector selector(Map<String, RouteConfig> routes, String defaultRoute) {
    return RouteSelector.of(
        routes.entrySet().stream().map(each -> traits(each.getKey(), each.getValue())).toList(),
        defaultRoute);
  }

  private static RouteTraits traits(String name, RouteConfig route) {
    MessageConfig message = route.message();
    WireProfile profile =
        new WireProfile(
            Encoding.valueOf(message.alphabet().name()),
            Concatenation.valueOf(message.concatenation().name()));
    return new RouteTraits(
        name,
        route.prefixes(),
        new CarrierTextSettings(profile, message.rejectedCharacters()),
        route.registeredTemplates() == RegisteredTemplates.REQUIRED,
        route.test(),
        route.senders());
  }
}
