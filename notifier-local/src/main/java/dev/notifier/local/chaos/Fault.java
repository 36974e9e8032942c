package dev.notifier.local.chaos;

/**
 * Something the message centre does wrong for a while.
 *
 * @param name as the verdict counts it
 * @param weight how often it is drawn, beside the others
 * @param patch JSON merge patch of the simulator's configuration; empty = none
 * @param post a path to POST to after that; empty = none
 */
record Fault(String name, int weight, String patch, String post) {
  /** A change of the simulator's configuration. */
  static Fault patch(String name, int weight, String patch) {
    return new Fault(name, weight, patch, "");
  }

  /** One rule for messages. */
  static Fault rule(String name, int weight, String rule) {
    return patch(name, weight, "{'faults':[" + rule + "]}");
  }

  /** A change of the configuration that links notice when they are made anew. */
  static Fault atBind(String name, int weight, String patch) {
    return new Fault(name, weight, patch, "/v1/sessions/drop");
  }

  static Fault post(String name, int weight, String path) {
    return new Fault(name, weight, "", path);
  }

  String json() {
    return patch.replace('\'', '"');
  }
}
