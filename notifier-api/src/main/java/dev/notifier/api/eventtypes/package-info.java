/**
 * Event types: their definitions, compatibility rules, and the snapshot that intake validates
 * against.
 */
@NullMarked
package dev.notifier.api.eventtypes;

import org.jspecify.annotations.NullMarked;
