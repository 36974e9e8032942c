/** The entries of the knowledge base on Kafka and in the database. */
@NullMarked
package dev.notifier.contracts.knowledge;

import org.jspecify.annotations.NullMarked;
