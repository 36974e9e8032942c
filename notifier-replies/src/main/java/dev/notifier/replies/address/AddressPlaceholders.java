package dev.notifier.replies.address;

import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.language.schema.ReplyFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How people answer messages, from the configured addresses. A message from an address is answered
 * there; one from another sender at the first address that takes replies for it, else at the first
 * address. Immutable.
 */
public final class AddressPlaceholders implements ReplyPlaceholders {
  private final Map<String, Map<String, String>> bySender = new HashMap<>();
  private final Map<String, String> otherwise;

  /**
   * @param addresses in their order; without any, people cannot answer
   */
  public AddressPlaceholders(List<AddressConfig> addresses) {
    otherwise = addresses.isEmpty() ? Map.of() : values(addresses.getFirst());
    for (AddressConfig each : addresses) {
      each.repliesFor().forEach(sender -> bySender.putIfAbsent(sender, values(each)));
    }
    for (AddressConfig each : addresses) {
      bySender.put(each.address(), values(each));
    }
  }

  @Override
  public Map<String, String> of(@Nullable String sender) {
    return sender == null ? otherwise : bySender.getOrDefault(sender, otherwise);
  }

  private static Map<String, String> values(AddressConfig address) {
    Map<String, String> values = new HashMap<>();
    address
        .placeholders()
        .forEach(
            (name, value) -> values.put(name.substring(ReplyFields.REPLY.length() + 1), value));
    return Map.copyOf(values);
  }
}
