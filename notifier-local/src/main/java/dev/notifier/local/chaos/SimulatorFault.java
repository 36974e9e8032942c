package dev.notifier.local.chaos;

/**
 * Something the message centre does wrong for a while.
 *
 * @param name as the verdict counts it
 * @param weight how often it is drawn, beside the others
 * @param patch JSON merge patch of the simulator's configuration; empty = none
 * @param post a path to POST to after that; empty = none
 */
record SimulatorFault(String name, int weight, String patch, String post) {
  /** A change of the simulator's configuration. */
  static SimulatorFault patch(String name, int weight, String patch) {
    return new SimulatorFault(name, weight, patch, "");
  }

  /** One rule for messages. */
  static SimulatorFault rule(String name, int weight, String rule) {
    return patch(name, weight, "{'faults':[" + rule + "]}");
  }

  /** A change of the configuration that links notice when they are made anew. */
  static SimulatorFault atBind(String name, int weight, String patch) {
    return new SimulatorFault(name, weight, patch, "/v1/sessions/drop");
  }

  static SimulatorFault post(String name, int weight, String path) {
    return new SimulatorFault(name, weight, "", path);
  }

  String json() {
    return patch.replace('\'', '"');
  }
}
