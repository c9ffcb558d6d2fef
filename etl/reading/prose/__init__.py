"""What sentences state: amounts of money and targets."""
