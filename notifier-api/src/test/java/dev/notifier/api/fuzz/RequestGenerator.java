package dev.notifier.api.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generates requests of all kinds for an operation; the same seed gives the same requests. */
public final class RequestGenerator {
  private final String key;
  private final Random random;
  private final int valuesPerField;
  private final int shares;
  private int next;

  /**
   * @param key an API key
   * @param valuesPerField how many of the wrong values each field of a body gets
   * @param shares in how many shares the requests are divided that are wrong for any operation;
   *     each operation gets the next one
   */
  public RequestGenerator(String key, long seed, int valuesPerField, int shares) {
    this.key = key;
    this.random = new Random(seed);
    this.valuesPerField = valuesPerField;
    this.shares = shares;
  }

  public List<RawRequest> requests(Operation operation) {
    Requests general = new Requests(operation, key, random);
    LineKinds.add(general);
    HeaderKinds.add(general);
    FramingKinds.add(general);
    TargetKinds.addGeneral(general);
    BodyKinds.addForms(general);
    Requests own = new Requests(operation, key, random);
    TargetKinds.add(own);
    BodyKinds.add(own);
    FieldKinds.add(own, valuesPerField);
    YamlKinds.add(own);
    List<RawRequest> all = new ArrayList<>(own.collected());
    for (int i = next++ % shares; i < general.collected().size(); i += shares) {
      all.add(general.collected().get(i));
    }
    return all;
  }
}
