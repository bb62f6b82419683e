package dev.millrace.ingestion.connector.git;

import dev.millrace.ingestion.connector.LinkTemplate;
import dev.millrace.ingestion.connector.Wanted;
import java.util.Optional;

/**
 * Which files are wanted, and how they are told.
 *
 * @param folder without slashes at its ends; empty for all
 * @param link where a person finds one; empty for the forge's usual form
 * @param rules stands for these and the address
 */
record Selection(
    Optional<String> folder, Wanted wanted, Optional<LinkTemplate> link, String rules) {}
