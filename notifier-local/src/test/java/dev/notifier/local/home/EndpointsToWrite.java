package dev.notifier.local.home;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes and removes the fields of one component many times, as one of several processes. */
final class EndpointsToWrite {
  private EndpointsToWrite() {}

  public static void main(String[] arguments) throws Exception {
    var endpoints = HomeDirectory.open(Path.of(arguments[0])).endpoints();
    var component = arguments[1];
    for (var round = 0; round < 50; round++) {
      endpoints.remove(List.of(component));
      endpoints.put(Map.of(component, "round " + round));
      endpoints.addWorker(component + "-" + round % 3);
    }
    System.out.println("DONE");
  }
}
