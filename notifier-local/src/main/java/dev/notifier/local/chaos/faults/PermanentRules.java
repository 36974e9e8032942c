package dev.notifier.local.chaos.faults;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rules of the simulator that apply during the whole run, before those of the fault that is
 * injected at the moment. The simulator replaces its list of rules as a whole, so each list that it
 * gets has to contain them.
 */
public final class PermanentRules {
  private static final String FAULTS = "faults";

  private final ArrayNode rules;

  /**
   * @param rules JSON objects with ' for ", separated by commas; empty = none
   */
  public PermanentRules(String rules) {
    this.rules = (ArrayNode) JsonMapper.shared().readTree("[" + rules.replace('\'', '"') + "]");
  }

  /** The patch of a fault, with these rules first if it changes the rules. */
  String patch(String json) {
    var patch = (ObjectNode) JsonMapper.shared().readTree(json);
    if (patch.get(FAULTS) instanceof ArrayNode drawn) {
      patch.set(FAULTS, rules.deepCopy().addAll(drawn));
    }
    return patch.toString();
  }

  /** The configuration without another fault. */
  String reset(int seed) {
    var config = JsonMapper.shared().createObjectNode().put("seed", seed);
    config.set(FAULTS, rules.deepCopy());
    return config.toString();
  }
}
