package dev.notifier.config;

import dev.notifier.config.addresses.PostgresEncryption;
import dev.notifier.config.addresses.ProxyNetworks;
import dev.notifier.config.kafka.KafkaSecurityRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.core.env.Environment;

/** Values that are allowed but unusual, for the log at the start of a program. */
public final class ConfigWarnings {
  private static final int MAX_SYSTEM_ID = 15;
  private static final int MAX_PASSWORD = 8;
  private static final int MAX_SYSTEM_TYPE = 12;

  private ConfigWarnings() {}

  /**
   * One sentence for each such value of Kafka, PostgreSQL, proxies or of a route, and for each
   * environment variable that seems to be meant for Notifier but names no key; without the values.
   */
  public static List<String> of(NotifierConfig config, Environment environment) {
    List<String> warnings = new ArrayList<>(UnknownVariables.in(environment).warnings());
    warnings.addAll(of(config));
    return List.copyOf(warnings);
  }

  /**
   * One sentence for each such value of Kafka, PostgreSQL, proxies or of a route, without the
   * values.
   */
  public static List<String> of(NotifierConfig config) {
    NotifierConfig.Kafka kafka = config.kafka();
    List<String> warnings =
        new ArrayList<>(KafkaSecurityRules.warnings(kafka.bootstrapServers(), kafka.security()));
    PostgresEncryption.warning(config.postgres().url()).ifPresent(warnings::add);
    if (ProxyNetworks.haveALargeOne(config.http().trustedProxies())) {
      warnings.add(
          "notifier.http.trusted-proxies: one of the networks is larger than /8, or than /32 of IPv6."
              + " Who can connect from it can take any address. Name only the proxies");
    }
    new TreeMap<>(config.routes())
        .forEach((name, route) -> {
          List<String> keys = tooLong(route);
          if (!keys.isEmpty()) {
            warnings.add(
                "notifier.routes."
                    + name
                    + ": SMPP 3.4 does not allow the length of "
                    + String.join(" and ", keys)
                    + ". If the carrier rejects the bind, check it");
          }
        });
    return List.copyOf(warnings);
  }

  private static List<String> tooLong(RouteConfig route) {
    List<String> keys = new ArrayList<>();
    addIfLonger(keys, "system-id", route.systemId(), MAX_SYSTEM_ID);
    addIfLonger(keys, "password", route.password(), MAX_PASSWORD);
    addIfLonger(keys, "system-type", route.systemType(), MAX_SYSTEM_TYPE);
    return keys;
  }

  private static void addIfLonger(List<String> keys, String key, String value, int max) {
    if (value.length() > max) {
      keys.add(key + " (more than " + max + " characters)");
    }
  }
}
