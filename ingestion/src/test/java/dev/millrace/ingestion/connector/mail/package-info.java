/**
 * Checks the mail connectors: messages go into a real IMAP server in this process, or into mbox
 * files and Maildirs; what the connectors tell of them and give comes out. A server that is only
 * scripted says what a real one would not.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.ingestion.connector.mail;
