package dev.notifier.smsc.behaviour;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A command_status, written as a number or as a text like "0x45". */
final class CommandStatusDeserializer extends ValueDeserializer<Integer> {
  @Override
  public Integer deserialize(JsonParser parser, DeserializationContext context) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return parser.getIntValue();
    }
    try {
      return Integer.decode(parser.getString());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("status must be a number like 69 or \"0x45\"", e);
    }
  }

  /** What is left out is 0: its owner says what that means. */
  @Override
  public Integer getNullValue(DeserializationContext context) {
    return 0;
  }
}
