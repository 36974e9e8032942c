package dev.notifier.local.chaos.faults;

/**
 * A fault of the SMSC that lasts for a while.
 *
 * @param name under which the verdict counts it
 * @param weight how often it is drawn, relative to the others
 * @param patch JSON merge patch of the simulator's configuration; empty = none
 * @param post a path for a POST request after the patch; empty = none
 */
record SimulatorFault(String name, int weight, String patch, String post) {
  /** A fault that is a change of the simulator's configuration. */
  static SimulatorFault patch(String name, int weight, String patch) {
    return new SimulatorFault(name, weight, patch, "");
  }

  /** A fault that is a rule for messages. */
  static SimulatorFault rule(String name, int weight, String rule) {
    return patch(name, weight, "{'faults':[" + rule + "]}");
  }

  /** A change of the configuration that affects new links only, so all links are dropped. */
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
