package dev.notifier.local.kafka;

import java.util.List;

/**
 * One of the brokers of a cluster on this machine. Each is a controller as well.
 *
 * @param id from 1
 * @param clusterId the same for all brokers
 * @param port for clients
 * @param controllerPorts the ports of all controllers, by their ids
 */
public record ClusterNode(int id, String clusterId, int port, List<Integer> controllerPorts) {
  public ClusterNode {
    controllerPorts = List.copyOf(controllerPorts);
  }

  int controllerPort() {
    return controllerPorts.get(id - 1);
  }
}
