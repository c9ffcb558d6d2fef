"""What a table's heads say of its columns, and which cell stands under which."""
