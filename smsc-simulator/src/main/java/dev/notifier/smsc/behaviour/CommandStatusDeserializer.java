package dev.notifier.smsc.behaviour;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads a command_status, written as a number or as a string like "0x45". */
final class CommandStatusDeserializer extends ValueDeserializer<Integer> {
  @Override
  public Integer deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return parser.getIntValue();
    }
    try {
      return Integer.decode(parser.getString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a command_status must be a number such as 69 or a string such as \"0x45\"", e);
    }
  }

  /** Returns 0 for a missing value; the record that owns it defines the meaning. */
  @Override
  public Integer getNullValue(DeserializationContext context) {
    return 0;
  }
}
