package dev.notifier.api.fuzz;

import java.util.List;
import java.util.Random;

/** Generates requests of all kinds for an operation; the same seed gives the same requests. */
public final class RequestGenerator {
  private final String key;
  private final Random random;
  private final int valuesPerField;

  /**
   * @param key an API key
   * @param valuesPerField how many of the wrong values each field of a body gets
   */
  public RequestGenerator(String key, long seed, int valuesPerField) {
    this.key = key;
    this.random = new Random(seed);
    this.valuesPerField = valuesPerField;
  }

  public List<RawRequest> requests(Operation operation) {
    Requests requests = new Requests(operation, key, random);
    LineKinds.add(requests);
    TargetKinds.add(requests);
    HeaderKinds.add(requests);
    FramingKinds.add(requests);
    BodyKinds.add(requests);
    FieldKinds.add(requests, valuesPerField);
    YamlKinds.add(requests);
    return requests.collected();
  }
}
