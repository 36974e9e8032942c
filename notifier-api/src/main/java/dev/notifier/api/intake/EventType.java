package dev.notifier.api.intake;

import com.networknt.schema.Schema;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.Lane;

/**
 * What is known of one kind of event.
 *
 * @param schema of {@code data}, JSON Schema 2020-12
 */
record EventType(String name, Category category, Lane lane, Schema schema) {}
