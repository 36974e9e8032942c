package dev.notifier.contracts;

import dev.notifier.contracts.tenants.TemplateName;
import java.util.Map;

/**
 * One usable version of a template, on {@link Topics#TEMPLATES} under the key {@code <full
 * name>/<version>}. Never changes.
 *
 * @param v version of this format, {@value #VERSION}
 * @param id the full name, such as {@code card-expiring} or {@code son-la/card-expiring}
 * @param version from 1
 * @param source what operators wrote, in the format of the API and of files
 */
public record TemplateRecord(int v, String id, int version, Map<String, Object> source)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** How it is read. */
  public static final RecordFormat<TemplateRecord> FORMAT =
      new RecordFormat<>(TemplateRecord.class, VERSION);

  @Override
  public void check(RecordCheck check) {
    check
        .required("id", id)
        .required("source", source)
        .valid("version", () -> version >= 1)
        .valid("id", () -> TemplateName.of(id).fullName().equals(id));
  }

  /** The tenant and the id. */
  public TemplateName name() {
    return TemplateName.of(id);
  }

  /** The key on the topic. */
  public String key() {
    return id + "/" + version;
  }
}
