"""Tables of terms: CSV, TSV and XLSX, with columns guessed or named by the user."""
